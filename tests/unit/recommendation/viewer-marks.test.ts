import { describe, expect, it } from "vitest";
import { applyMark } from "@/components/recommendation/apply-mark";
import { feedbackOn, markDescription } from "@/components/recommendation/mark-description";
import { describeInWords, emptyDescription } from "@/components/recommendation/viewer-description";
import type { ViewerRows } from "@/lib/schemas/recommendation";

const title = (item: string) => ({ item, label: `Title ${item}`, genres: [], score: 1, users: 3 });
const home: ViewerRows = {
  version: 1, algorithm: "ease", testUser: false, basis: "trained", history: [], historyCount: 0, feedback: [], watchlist: [title("w")],
  rows: [{ id: "for-you", kind: "for-you", title: "For you", note: "", items: [title("a"), title("b")] }, { id: "new", kind: "new", title: "New", note: "", items: [title("a")] }],
};
const items = (rows: ViewerRows["rows"]) => rows.map((row) => row.items.map(({ item }) => item));

describe("a mark on the rows, before the server has answered", () => {
  it.each(["rating", "like", "dislike", "not-interested"] as const)("%s takes the title out of every row, and empty rows with it", (type) => {
    const after = applyMark(home, { item: title("a"), type, value: 4 });
    expect(items(after.rows)).toEqual([["b"]]);
  });

  it("a watchlist title stays in its rows and stands first in the list", () => {
    const after = applyMark(home, { item: title("a"), type: "watchlist" });
    expect(items(after.rows)).toEqual([["a", "b"], ["a"]]);
    expect(after.watchlist.map(({ item }) => item)).toEqual(["a", "w"]);
    expect(after.feedback).toEqual([{ item: "a", watchlist: true }]);
  });

  it("what is seen or not wanted leaves the watchlist", () => {
    expect(applyMark(home, { item: title("w"), type: "rating", value: 5 }).watchlist).toEqual([]);
  });

  it("marks of one title add up, the newest word counting", () => {
    const liked = applyMark(applyMark(home, { item: title("a"), type: "rating", value: 4 }), { item: title("a"), type: "like" });
    expect(liked.feedback).toEqual([{ item: "a", rating: 4, liked: true, notInterested: false }]);
    expect(applyMark(liked, { item: title("a"), type: "dislike" }).feedback[0]?.liked).toBe(false);
  });
});

describe("a viewer who is only described", () => {
  const mark = (type: "like" | "dislike" | "rating" | "watchlist" | "not-interested", item = "a", value?: number) => ({ item: title(item), type, value });

  it("has each title in one place: where the newest word puts it", () => {
    const liked = markDescription(emptyDescription, mark("like"));
    const rated = markDescription(liked, mark("rating", "a", 2));
    expect([rated.likes, rated.ratings]).toEqual([[], [{ item: "a", label: "Title a", rating: 2 }]]);
    const unwanted = markDescription(rated, mark("not-interested"));
    expect([unwanted.ratings, unwanted.dislikes.map(({ item }) => item)]).toEqual([[], ["a"]]);
    expect(feedbackOn(unwanted, "a")).toEqual({ item: "a", liked: false, watchlist: false });
    expect(feedbackOn(rated, "a")).toMatchObject({ rating: 2 });
  });

  it("is told in a line", () => {
    expect(describeInWords(emptyDescription, undefined)).toBe("Somebody of whom nothing is known");
    const many = ["a", "b", "c", "d"].reduce((description, item) => markDescription(description, mark("like", item)), { ...emptyDescription, genres: ["Drama"] });
    expect(describeInWords(many, "Families")).toBe("Somebody who likes Title a, Title b, Title c and 1 more, is fond of Drama and belongs to Families");
  });
});
