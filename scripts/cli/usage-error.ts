/** Wrong usage of the command line: the command ends with code 2 and shows this message with the usage. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
