/** Zones that browsers still list under the name they had before the IANA database renamed them. */
const renamed: Readonly<Record<string, string>> = {
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

/** The zones to choose from under today's names, UTC first; `chosen` is always among them. */
export function timezoneNames(supported: readonly string[], chosen: string): string[] {
  const others = supported.map((name) => renamed[name] ?? name).filter((name) => name !== "UTC");
  return ["UTC", ...[...new Set([...others, ...(chosen === "UTC" ? [] : [chosen])])].toSorted()];
}
