/**
 * Loaded into web and worker before anything else (`node --import`). The launcher holds the other end of
 * an IPC channel: when the launcher dies, even by kill -9, the channel closes and the process ends itself.
 */
process.umask(0o077); // what these processes write under DATA_DIR is for their user only

if (process.channel) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 10_000).unref();
  });
  process.channel.unref(); // the channel alone must not keep the process alive
}
