import { spawn } from "node:child_process";
import { LauncherError } from "./launcher-error.mjs";
import { root } from "./paths.mjs";

/**
 * Runs a program to its end.
 * `output`: "stderr" shows what it prints on our stderr (stdout stays clean), "capture" keeps it.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd = root, env = process.env, output = "stderr", timeoutMs, uid, gid } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = output === "capture" ? ["ignore", "pipe", "pipe"] : ["ignore", process.stderr, process.stderr];
    const child = spawn(command, args, { cwd, env, stdio, uid, gid, timeout: timeoutMs, killSignal: "SIGKILL" });
    let text = "";
    const keep = (chunk) => {
      text += chunk;
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), output: text }));
  });
}

/** Like `run`, but a failure ends with `explanation` and, where captured, what the program said. */
export async function runOrThrow(command, args, options, explanation) {
  const { code, output } = await run(command, args, options).catch((error) => ({ code: 1, output: String(error) }));
  if (code !== 0) throw new LauncherError(`${explanation}${output ? `\n${output.trim()}` : ""}`);
  return output;
}

/** The arguments that run a package's own script with this Node, without a shell. */
export const nodeScript = (file, ...args) => [process.execPath, [file, ...args]];
