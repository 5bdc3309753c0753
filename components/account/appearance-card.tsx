"use client";

import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { SegmentedControl } from "@/components/ui/segmented-control";

const never = () => () => undefined;

/** The theme is kept by this browser, so the server can't know which one is chosen. */
export function AppearanceCard() {
  const { theme, setTheme } = useTheme();
  const inBrowser = useSyncExternalStore(never, () => true, () => false);
  return (
    <Card>
      <CardHeader title="Appearance" definition="kept in this browser" />
      <SegmentedControl
        label="Theme"
        value={inBrowser ? (theme ?? "system") : "system"}
        onValueChange={setTheme}
        options={[{ value: "system", label: "System" }, { value: "light", label: "Light" }, { value: "dark", label: "Dark" }]}
      />
    </Card>
  );
}
