import { env } from "../env";
import { AppError } from "../errors";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Origins that count as this site: what the browser addressed, what a proxy says it addressed, and the configured URL. */
function ownHosts(request: Request): Set<string> {
  const configured = env().NEXTAUTH_URL;
  const hosts = [request.headers.get("host"), request.headers.get("x-forwarded-host"), configured && new URL(configured).host];
  return new Set(hosts.filter((host): host is string => Boolean(host)));
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

/**
 * Refuses a write that another site makes with the user's session cookie.
 * Browsers always say where a write comes from; a client that says nothing is no browser and carries no borrowed cookie.
 */
export function refuseCrossSite(request: Request): void {
  if (safeMethods.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const foreignSite = site !== null && site !== "same-origin" && site !== "none";
  const originHost = origin === null ? undefined : hostOf(origin);
  const foreignOrigin = origin !== null && (originHost === undefined || !ownHosts(request).has(originHost));
  if (foreignSite || foreignOrigin) {
    throw new AppError(
      "cross_site_refused",
      "This change was asked for by a page of another site, so it was refused. Scripts should use an API token. Behind a proxy, set NEXTAUTH_URL to the address users type.",
    );
  }
}
