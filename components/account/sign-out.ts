import { signOut } from "next-auth/react";

/** Signs this browser out and shows the sign-in page, by a full load: nothing of what was read stays in memory. */
export async function signOutHere(): Promise<void> {
  await signOut({ redirect: false });
  // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- a soft navigation would keep the memory
  window.location.assign("/sign-in");
}
