import { AppError } from "@/lib/errors";
import { UsageError } from "./cli/usage-error";

/**
 * A command: gets the arguments after its name, writes its result to stdout, and throws UsageError
 * (exit code 2) or any other error (exit code 1, its message in one line on stderr).
 */
interface Command {
  usage: string;
  load: () => Promise<{ run: (args: string[]) => Promise<void> }>;
}

/** name → command; each is loaded only when it is called. */
const commands: Record<string, Command> = {
  segment: {
    usage: [
      "segment FILE --algorithm kmeans|hierarchical|dbscan|hdbscan|pca [--features a,b,c]",
      "      [--k N|auto] [--linkage ward|complete|average|single] [--eps X|auto] [--min-samples N] [--min-cluster-size N] [--components N|auto]",
      "      [--scaling standard|minmax|robust|none] [--missing mean|median|zero|drop] [--encode none|onehot|ordinal]",
      "      [--seed N] [--out FILE.csv|.parquet] [--json]",
    ].join("\n"),
    load: () => import("./cli/segment"),
  },
  recommend: {
    usage: [
      "recommend FILE [--items FILE] --algorithm mean|baseline|popular|user-knn|item-knn|cooccurrence|svd|svdpp|als|bpr|hybrid|ease|content|blend",
      "      [--evaluate ratings|ranking] [--folds N] [--fold-by position|random] [--k N] [--positive X] [--seed N] [--set NAME=VALUE …]",
      "      [--out FILE.csv] [--json]   columns by name: user, item, rating, timestamp, and the usual spellings (userId, movieId …)",
    ].join("\n"),
    load: () => import("./cli/recommend"),
  },
  token: {
    usage: "token create --email E [--name N]",
    load: () => import("./cli/token"),
  },
  user: {
    usage: "user create --email E --role admin|analyst|viewer [--name N] [--password-stdin]",
    load: () => import("./cli/user"),
  },
};

function usage(): string {
  return ["Usage: npm run cli -- COMMAND …", "", ...Object.values(commands).map((command) => `  ${command.usage}`), ""].join("\n");
}

/** The part of a failure that a user can act on, in one line. */
function failureLine(error: unknown): string {
  if (error instanceof AppError) return [error.userMessage, ...error.invalidParams.map((param) => `${param.name}: ${param.reason}`)].join(" ");
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n").find((line) => line.trim() !== "") ?? "The command failed.";
}

/**
 * Runs one command line.
 * @returns the exit code: 0, 1 (bad input, or a failure), 2 (wrong usage)
 */
export async function runCommand(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--help" || name === "help") {
    process.stdout.write(usage());
    return 0;
  }
  const command = name === undefined ? undefined : Object.entries(commands).find(([known]) => known === name)?.[1];
  if (!command) {
    process.stderr.write(`${name === undefined ? "No command was given." : `There is no command "${name}".`}\n\n${usage()}`);
    return 2;
  }
  if (rest.includes("--help")) {
    process.stdout.write(`Usage: npm run cli -- ${command.usage}\n`);
    return 0;
  }
  try {
    await (await command.load()).run(rest);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\nUsage: npm run cli -- ${command.usage}\n`);
      return 2;
    }
    process.stderr.write(`${failureLine(error)}\n`);
    return 1;
  }
}
