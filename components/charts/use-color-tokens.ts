"use client";

import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { type ColorTokens, lightTokens } from "@/lib/charts/color-tokens";

/** The present theme's colours as `#rrggbb`, for canvas; follows the theme. */
export function useColorTokens(): ColorTokens {
  const { resolvedTheme } = useTheme();
  const [tokens, setTokens] = useState<ColorTokens>(lightTokens);
  useEffect(() => {
    // After the theme's class is on the root element.
    const frame = requestAnimationFrame(() => {
      const style = getComputedStyle(document.documentElement);
      setTokens(Object.fromEntries(Object.keys(lightTokens).map((name) => [name, style.getPropertyValue(`--${name}`).trim()])));
    });
    return () => cancelAnimationFrame(frame);
  }, [resolvedTheme]);
  return tokens;
}
