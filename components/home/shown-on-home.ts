/** As many datasets and runs as the home page shows. */
export const shownOnHome = 6;
