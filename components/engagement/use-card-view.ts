"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";

/** A card's choice of view, in the URL under the card's name, so that a link shows it. */
export function useCardView<View extends string>(name: string, views: readonly View[], usual: View): [View, (view: View) => void] {
  const [view, setView] = useQueryState(name, parseAsStringLiteral(views).withDefault(usual));
  return [view, (next) => void setView(next)];
}
