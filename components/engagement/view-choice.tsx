"use client";

import { SegmentedControl } from "@/components/ui/segmented-control";

interface ViewChoiceProps<View extends string> {
  label: string;
  views: readonly View[];
  names: Record<View, string>;
  value: View;
  onChange: (view: View) => void;
}

/** The small pills of a card; nothing where there is no choice. */
export function ViewChoice<View extends string>({ label, views, names, value, onChange }: ViewChoiceProps<View>) {
  if (views.length < 2) return null;
  return <SegmentedControl label={label} size="sm" className="gap-1" value={value} onValueChange={onChange} options={views.map((view) => ({ value: view, label: names[view] }))} />;
}
