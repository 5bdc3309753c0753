"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { allTokensPath, auditPath, ownTokensPath, usersPath } from "./list-paths";

/** A change to people or tokens; afterwards every list that could show it is read again. */
export function useChange<Input, Result>(change: (input: Input) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all([usersPath, allTokensPath, ownTokensPath, auditPath].map((path) => client.invalidateQueries({ queryKey: [path] }))),
  });
}
