import { describe, expect, it } from "vitest";
import { defaultRules } from "@/lib/segmentation/default-rules";
import { recommendActions } from "@/lib/segmentation/recommend-actions";
import { ruleBookSchema } from "@/lib/schemas/rule-book";
import type { Evidence } from "@/lib/schemas/segmentation";

const strong = (feature: string, effectSize: number, category?: string): Evidence => ({
  feature,
  ...(category !== undefined && { category }),
  value: 0.6,
  overall: 0.4,
  effectSize,
  low95: effectSize - 0.1,
  high95: effectSize + 0.1,
});

/** Without the rule that speaks when no other does. */
const particular = defaultRules.filter(({ conditions }) => conditions.every(({ about }) => about !== "nothing-else"));

describe("recommendActions", () => {
  it("suggests to win back who spent much and has not come for long, and quotes both figures", () => {
    const [first] = recommendActions("Lapsed", [strong("total_spending", 1.2), strong("recency_days", 0.9)], defaultRules);
    expect(first).toMatchObject({ title: "Win back" });
    expect(first!.reason).toContain("d = 1.20");
    expect(first!.reason).toContain("d = 0.90");
    expect(first!.message).toContain("{first_name}");
  });

  it("leaves placeholders to the mailing tool that it doesn't know, also those that every object has", () => {
    const rule = { id: "own", title: "{constructor} {segment}", conditions: [{ about: "recency" as const, direction: "high" as const, minimumEffect: 0.3 }], message: "{toString}", enabled: true };
    expect(recommendActions("Lapsed", [strong("recency", 0.9)], [rule])).toMatchObject([{ title: "{constructor} Lapsed", message: "{toString}" }]);
  });

  it("says nothing on evidence whose interval includes zero", () => {
    const doubtful: Evidence = { ...strong("recency", 0.9), low95: -0.1, high95: 1.9 };
    expect(recommendActions("Any", [doubtful], particular)).toEqual([]);
  });

  it("names the category or the feature that a suggestion is about", () => {
    const found = recommendActions("Retailers", [strong("Detergents_Paper", 1.5), strong("genre", 0.8, "Drama")], defaultRules);
    expect(found.map((entry) => entry.title)).toEqual(["Lead with Drama", "Volume offer on detergents paper"]);
  });

  it.each(["true_segment", "Cluster", "class"])("offers nobody the groups of %s: a known answer is no taste", (feature) => {
    expect(recommendActions("Regulars", [strong(feature, 2.8, "regular")], particular)).toEqual([]);
  });

  it("has one rule for whom no other speaks, and never beside another", () => {
    expect(recommendActions("Any", [], defaultRules)).toMatchObject([{ title: "Keep in touch", reason: expect.stringMatching(/^Nothing sets this segment/u) as string }]);
    expect(recommendActions("Any", [strong("cuisine_diversity", 1)], defaultRules).map(({ title }) => title)).toEqual(["Early access"]);
  });

  it("offers no more of a column that the segments don't rest on: it may be a mere code", () => {
    expect(recommendActions("Any", [{ ...strong("Channel", 2), used: false }], particular)).toEqual([]);
  });

  it("skips a rule that was switched off", () => {
    const rules = particular.map((rule) => ({ ...rule, enabled: rule.id !== "early-access" }));
    expect(recommendActions("Any", [strong("cuisine_diversity", 1)], rules)).toEqual([]);
  });

  it("speaks of dishes and spices as of items, never by their first name", () => {
    const profile = { characteristics: {}, overall: {} };
    const spices = recommendActions("Hot", [strong("spiciness", 1.1), strong("price_per_gram", 0.9)], defaultRules, profile);
    expect(spices.map(({ title }) => title)).toEqual(["Present as premium", "Mark as spicy"]);
    const plain = recommendActions("Middle", [strong("spiciness", 0.1), strong("price_per_gram", 0.1)], defaultRules, profile);
    expect(plain).toMatchObject([{ title: "Use to round off the range" }]);
    expect(spices[1]?.message).toMatch(/^Spiciness 0\.6 against 0\.4/u);
    for (const { message } of [...spices, ...plain]) expect(message).not.toContain("first_name");
    expect(recommendActions("Regulars", [strong("price_paid", 1), strong("order_frequency", 1)], defaultRules).some(({ title }) => title === "Present as premium")).toBe(false);
  });

  it("starts with a rule book that the schema accepts", () => {
    expect(ruleBookSchema.parse({ rules: defaultRules }).rules).toHaveLength(defaultRules.length);
  });
});
