"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { onToastWanted } from "./toast";

const LoadedToaster = dynamic(() => import("./loaded-toaster").then((module) => module.LoadedToaster), { ssr: false });

/** The place of the toasts, empty until the first one. */
export function Toaster() {
  const [isWanted, setIsWanted] = useState(false);
  useEffect(() => onToastWanted(() => setIsWanted(true)), []);
  return isWanted ? <LoadedToaster /> : null;
}
