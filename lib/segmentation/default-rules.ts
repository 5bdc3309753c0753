import type { Rule } from "../schemas/rule-book";

type Condition = Rule["conditions"][number];

const high = (about: Condition["about"], minimumEffect = 0.3): Condition => ({ about, direction: "high", minimumEffect });
const low = (about: Condition["about"], minimumEffect = 0.3): Condition => ({ about, direction: "low", minimumEffect });

/** The rule book a new installation starts with; staff can edit it. The more specific rule stands first. */
export const defaultRules: Rule[] = [
  {
    id: "win-back",
    title: "Win back",
    conditions: [high("recency"), high("spending")],
    channel: "E-mail, then a call to the largest",
    message: "Hi {first_name}, we haven't seen you for a while. Here is something you used to like, with {discount} off until {date}.",
    enabled: true,
  },
  {
    id: "reward-loyalty",
    title: "Reward loyalty",
    conditions: [high("frequency"), high("spending")],
    channel: "In the app",
    message: "Thank you, {first_name}: as one of our regulars you get {benefit} first.",
    enabled: true,
  },
  {
    id: "bundle",
    title: "Bundle",
    conditions: [high("frequency"), low("basket")],
    channel: "At the checkout",
    message: "Make it a set, {first_name}: add {item} and save {discount}.",
    enabled: true,
  },
  {
    id: "early-access",
    title: "Early access",
    conditions: [high("diversity")],
    channel: "E-mail",
    message: "You like to try new things, {first_name}. Have a first look at {new_item} before everybody else.",
    enabled: true,
  },
  {
    id: "big-basket-rare",
    title: "Make the next order easy",
    conditions: [high("basket"), low("frequency")],
    channel: "E-mail",
    message: "Hi {first_name}, your last order is one click away, or let us send it every {interval}.",
    enabled: true,
  },
  {
    id: "premium",
    title: "Premium assortment",
    conditions: [high("basket")],
    channel: "In the app",
    message: "Selected for you, {first_name}: {premium_items}.",
    enabled: true,
  },
  {
    id: "starter-offer",
    title: "Starter offer",
    conditions: [low("basket")],
    channel: "In the app",
    message: "Little price, full flavour: {offer} for {price}, {first_name}.",
    enabled: true,
  },
  {
    id: "remind",
    title: "Remind",
    conditions: [high("recency")],
    channel: "E-mail",
    message: "Hi {first_name}, here is what is new since your last visit.",
    enabled: true,
  },
  {
    id: "welcome",
    title: "Welcome series",
    conditions: [low("tenure")],
    channel: "E-mail, three in two weeks",
    message: "Welcome, {first_name}. Three things people like you start with: {items}.",
    enabled: true,
  },
  {
    id: "evening",
    title: "Evening offer",
    conditions: [high("hour")],
    channel: "Push message an hour before the peak",
    message: "Tonight's choice for you, {first_name}: {item}.",
    enabled: true,
  },
  {
    id: "daytime",
    title: "Daytime offer",
    conditions: [low("hour")],
    channel: "Push message an hour before the peak",
    message: "Lunch is sorted, {first_name}: {item} for {price}.",
    enabled: true,
  },
  {
    id: "lead-with-category",
    title: "Lead with {category}",
    conditions: [high("any-category", 0.4)],
    channel: "Wherever they come in",
    message: "New in {category} for you, {first_name}.",
    enabled: true,
  },
  {
    id: "volume",
    title: "Volume offer on {feature}",
    conditions: [high("any-feature", 0.8)],
    channel: "Account manager or e-mail",
    message: "You rely on us for {feature}, {first_name}. Let us make a price for the quantity you take.",
    enabled: true,
  },
  {
    id: "trial",
    title: "Trial of {feature}",
    conditions: [low("any-feature", 0.8)],
    channel: "E-mail",
    message: "Have you tried our {feature}, {first_name}? The first one is on us.",
    enabled: true,
  },
];
