"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { fetchJson } from "@/lib/http/browser-fetch";

interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}

interface PagedList<Item> {
  /** Also the query key: whatever changes the list invalidates it by its path. */
  path: string;
  schema: z.ZodType<Page<Item>>;
  /** The page that the server rendered. */
  firstPage: Page<Item>;
}

/** A list of the API that pages by cursor: the entries so far, and how to load more. */
export function usePagedList<Item>({ path, schema, firstPage }: PagedList<Item>) {
  const query = useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam, signal }) => {
      const separator = path.includes("?") ? "&" : "?";
      return fetchJson(pageParam ? `${path}${separator}cursor=${pageParam}` : path, schema, { signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    initialData: { pages: [firstPage], pageParams: [""] },
  });
  return { ...query, items: query.data.pages.flatMap((page) => page.items) };
}
