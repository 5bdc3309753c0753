"""The five usual questions in pandas, everything in memory: reading the file is timed on its own."""
import json

import pandas as pd
from common import parameters, timed

zone = "Europe/Kyiv"
read_seconds, events = timed(lambda: pd.read_csv(parameters["csv"]))
events["at"] = pd.to_datetime(events["at"], utc=True)
genres = pd.read_csv(parameters["genres"])
local = events["at"].dt.tz_convert(zone)


def peak_times():
    frame = pd.DataFrame({"weekday": local.dt.dayofweek, "hour": local.dt.hour, "user": events["user_id"]})
    return frame.groupby(["weekday", "hour"])["user"].agg(["size", "nunique"])


def top_items():
    return events.groupby("item_id").agg(events=("user_id", "size"), rating=("rating", "mean")).nlargest(50, "events")


def categories():
    joined = events[["item_id", "user_id", "rating", "minutes"]].merge(genres, on="item_id")
    return joined.groupby("genre").agg(events=("user_id", "size"), users=("user_id", "nunique"), items=("item_id", "nunique"), rating=("rating", "mean"), minutes=("minutes", "sum"))


def retention():
    month = (local.dt.year * 12 + local.dt.month).rename("month")
    pairs = pd.DataFrame({"user": events["user_id"], "month": month}).drop_duplicates()
    pairs["cohort"] = pairs.groupby("user")["month"].transform("min")
    return pairs.groupby(["cohort", "month"]).size()


def active_users():
    days = pd.DataFrame({"user": events["user_id"], "day": local.dt.floor("D")}).drop_duplicates()
    return days.groupby("day").size()


questions = {"peak-times": peak_times, "top-items": top_items, "categories": categories, "retention by month": retention, "active-users": active_users}
print(json.dumps({"seconds": read_seconds, "charts": {name: 1000 * timed(question)[0] for name, question in questions.items()}}))
