import pino from "pino";
import { env } from "../env";

let shared: pino.Logger | undefined;

/** The web process's log: one JSON line an event, on stdout, without secrets. */
export function logger(): pino.Logger {
  shared ??= pino({
    level: env().NODE_ENV === "test" ? "silent" : env().LOG_LEVEL,
    base: { process: "web" },
    redact: { paths: ["password", "token", "authorization", "cookie", "*.password", "*.token", "*.authorization", "*.cookie"], censor: "[secret]" },
  });
  return shared;
}
