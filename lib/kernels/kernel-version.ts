/** Raised whenever a kernel may give other bytes for the same input and seed; stored with every run. */
export const kernelVersion = "4";
