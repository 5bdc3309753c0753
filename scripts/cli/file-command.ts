import { parseArgs, type ParseArgsConfig } from "node:util";
import { requireWritable } from "./require-writable";
import { UsageError } from "./usage-error";

/**
 * What a command that works on one file was given: the file, and the options as `parseArgs` reads them.
 * @throws UsageError for an option that is not there, no file or more than one, or `--out` with another ending.
 * AppError for an `--out` that can't be written.
 */
export async function parseFileCommand<Options extends NonNullable<ParseArgsConfig["options"]>>(args: string[], options: Options, { missing, endings }: { missing: string; endings: readonly string[] }) {
  const { values, positionals } = parsed(args, options);
  const [file, ...extra] = positionals;
  if (file === undefined) throw new UsageError(missing);
  if (extra.length > 0) throw new UsageError(`One file at a time: “${extra[0]}” is one too many.`);
  const { out } = values as { out?: string };
  if (out !== undefined && !endings.some((ending) => out.endsWith(ending))) throw new UsageError(`--out must end in ${endings.join(" or ")}, not “${out}”.`);
  if (out !== undefined) await requireWritable(out);
  return { file, values };
}

function parsed<Options extends NonNullable<ParseArgsConfig["options"]>>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
