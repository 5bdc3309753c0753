"use client";

import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import type { TitleSheet } from "./title-sheet";

// The sheet's code comes with its first opening.
const LoadedTitleSheet = dynamic(() => import("./title-sheet").then((module) => module.TitleSheet), { ssr: false });

/** The sheet of a title, loaded when a title is opened. */
export function LazyTitleSheet(props: ComponentProps<typeof TitleSheet>) {
  return props.item ? <LoadedTitleSheet {...props} /> : null;
}
