/** Heights of the result page's drawings, px: kept before and after they load, so that nothing jumps. */
export const MAP_HEIGHT = 300;
export const SIZES_HEIGHT = 300;
export const DENDROGRAM_HEIGHT = 330;
export const LOADINGS_HEIGHT = 300;
