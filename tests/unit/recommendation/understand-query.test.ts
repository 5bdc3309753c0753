import { describe, expect, it } from "vitest";
import { understandQuery, type QueryVocabulary } from "@/lib/recommendation/understand-query";

const vocabulary: QueryVocabulary = {
  genres: ["Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary", "Drama", "Film-Noir", "Horror", "Musical", "Romance", "Sci-Fi", "Thriller", "War", "Western"],
  tags: ["feel-good", "twist ending", "time travel", "based on a book"],
  people: ["Stanley Kubrick", "Tom Hanks", "Colin Hanks", "Agnès Varda"],
};
const read = (text: string, literal: string[] = []) => {
  const { chips, rest } = understandQuery(text, vocabulary, literal);
  return { chips: chips.map(({ kind, value }) => `${kind}:${value}`), rest };
};

describe("a line of plain words", () => {
  it("is genre, decade and tag, each with the part of the line it was found in", () => {
    expect(understandQuery("feel-good sci-fi from the 90s", vocabulary)).toEqual({
      chips: [{ kind: "tag", value: "feel-good", text: "feel-good" }, { kind: "genre", value: "Sci-Fi", text: "sci-fi" }, { kind: "decade", value: "1990s", text: "90s" }],
      rest: "",
    });
  });

  it.each(["Sci-Fi", "scifi", "sci fi", "science fiction", "Science-Fiction movies", "SF films"])("“%s” is science fiction", (text) => {
    expect(read(text)).toEqual({ chips: ["genre:Sci-Fi"], rest: "" });
  });

  it.each([["comedies", "Comedy"], ["westerns", "Western"], ["Children's films", "Children"], ["for kids", "Children"], ["funny", "Comedy"], ["cartoons", "Animation"], ["noir", "Film-Noir"], ["scary movies", "Horror"], ["documentry", "Documentary"], ["thirller", "Thriller"], ["advenure", "Adventure"]])("“%s” means %s", (text, genre) => {
    expect(read(text).chips).toEqual([`genre:${genre}`]);
  });

  it("takes the longest term, and both parts of a compound one", () => {
    expect(read("twist endings").chips).toEqual(["tag:twist ending"]);
    expect(read("rom-coms").chips).toEqual(["genre:Romance", "genre:Comedy"]);
  });

  it("forgives no slip in short words and none that changes the first letter", () => {
    expect(read("warm eastern promises")).toEqual({ chips: [], rest: "warm eastern promises" });
  });

  it("knows people by full name, without accents, and by a last name that only one has", () => {
    expect(read("agnes varda").chips).toEqual(["person:Agnès Varda"]);
    expect(read("films by Kubrick").chips).toEqual(["person:Stanley Kubrick"]);
    expect(read("hanks")).toEqual({ chips: [], rest: "hanks" });
  });

  it("leaves titles alone", () => {
    expect(read("The Lord of the Rings")).toEqual({ chips: [], rest: "The Lord of the Rings" });
    expect(read("2001: A Space Odyssey").rest).toContain("2001");
    expect(read("sci-fi with the word dune").rest).toBe("word dune");
  });

  it("takes parts as words where the reader says so", () => {
    expect(read("war of the worlds", ["war"])).toEqual({ chips: [], rest: "war of the worlds" });
    expect(read("war comedies", ["War"])).toEqual({ chips: ["genre:Comedy"], rest: "war" });
  });

  it("answers empty lines and lines of signs with nothing", () => {
    for (const text of ["", "   ", "?!–", "🎬"]) expect(read(text)).toEqual({ chips: [], rest: "" });
  });

  it("says the same thing once", () => expect(read("comedy comedies funny").chips).toEqual(["genre:Comedy"]));
});

describe("years and decades", () => {
  it.each([
    ["90s", "decade:1990s"], ["the '90s", "decade:1990s"], ["90's", "decade:1990s"], ["1990s", "decade:1990s"], ["nineties", "decade:1990s"], ["00s", "decade:2000s"], ["2010s", "decade:2010s"],
    ["early 90s", "year:1990-1994"], ["late eighties", "year:1985-1989"], ["1990-1994", "year:1990-1994"], ["1990 to 1994", "year:1990-1994"], ["between 1990 and 1994", "year:1990-1994"],
    ["1994", "year:1994"], ["movies from 1994", "year:1994"], ["drama 1994", "year:1994"],
  ])("“%s” is %s", (text, chip) => {
    const { chips, rest } = read(text);
    expect(chips).toContain(chip);
    expect(rest).toBe("");
  });

  it.each(["55s", "1994s", "3000", "blade runner 2049"])("“%s” is none", (text) => {
    expect(read(text)).toEqual({ chips: [], rest: text });
  });
});
