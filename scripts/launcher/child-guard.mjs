/**
 * Loaded into web and worker before anything else (`node --import`). The launcher holds the other end of
 * an IPC channel: when the launcher dies, even by kill -9, the channel closes and the process ends itself.
 */
process.umask(0o077); // what these processes write under DATA_DIR is for their user only

// Programs that these start in turn (next dev, tsx) load this file too, and have a channel of another kind.
if (process.channel && process.ppid === Number(process.env.TESSERA_LAUNCHER_PID)) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 10_000).unref();
  });
  process.channel.unref(); // the channel alone must not keep the process alive
}
