"use client";

import { SegmentedControl } from "@/components/ui/segmented-control";
import type { ComparedGroup } from "./engagement-scope";

interface GroupChoiceProps {
  groups: ComparedGroup[];
  value: string;
  onChange: (key: string) => void;
}

/** Which of the compared groups a chart shows that can only show one; nothing when there is only one. */
export function GroupChoice({ groups, value, onChange }: GroupChoiceProps) {
  if (groups.length < 2) return null;
  return <SegmentedControl label="Group" size="sm" value={value} onValueChange={onChange} options={groups.map(({ key, label }) => ({ value: key, label }))} />;
}
