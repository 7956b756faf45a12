#!/usr/bin/env python3
"""Limits of cases by another program, which walks from minute to minute.

    minutes.py COUNT SEED ZONE DIR

writes DIR/hall.yaml, DIR/in.csv and DIR/want: for COUNT random cases their
due time, seconds and days used, and lateness, in the order of their ids.
It shares nothing with hall-apply but the words of its page, "WORKING TIME".
"""
import random
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

HOLIDAYS = {
    2025: [("2025-01-01", 1), ("2025-01-28", 8), ("2025-04-04", 3),
           ("2025-05-01", 5), ("2025-05-31", 3), ("2025-10-01", 8)],
    2026: [("2026-01-01", 3), ("2026-02-15", 9), ("2026-04-04", 3),
           ("2026-05-01", 5), ("2026-06-19", 3), ("2026-09-25", 3),
           ("2026-10-01", 7)],
}
WORKDAYS = {
    2025: ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28",
           "2025-10-11"],
    2026: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09",
           "2026-09-20", "2026-10-10"],
}
# name: weekly rest (0 Monday), has holidays, hours in minutes, after hours
CALENDARS = {
    "office": ({5, 6}, True, [(510, 720), (810, 1050)], "next-day"),
    "same": ({5, 6}, True, [(510, 720), (810, 1050)], "same-day"),
    "six": ({6}, True, [(480, 600), (615, 720), (780, 1200)], "next-day"),
    "night": (set(), False, [(0, 360), (1320, 1440)], "next-day"),
    "hall": (set(), False, [], "next-day"),
}
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
UNITS = {"wd": 12, "cd": 20, "wh": 70, "wm": 3000, "h": 300, "m": 9000}


def free_days():
    free = set()
    for spans in HOLIDAYS.values():
        for first, days in spans:
            d = date.fromisoformat(first)
            free |= {d + timedelta(n) for n in range(days)}
    return free


class Calendar:
    """Which minutes since the beginning are worked."""

    def __init__(self, name, minutes):
        rest, has_holidays, hours, self.after = CALENDARS[name]
        free = free_days() if has_holidays else set()
        extra = {date.fromisoformat(d) for y in WORKDAYS.values() for d in y}
        self.hours = hours or [(0, 1440)]
        self.end = self.hours[-1][1]
        self.days = {}
        d = FIRST
        while d <= LAST:
            worked = d.weekday() not in rest
            if has_holidays and d in extra:
                worked = True
            self.days[d] = worked and d not in free
            d += timedelta(1)
        flags = bytearray(1441)
        for a, b in self.hours:
            flags[a:b] = b"\1" * (b - a)
        self.work = bytearray(
            self.days.get(d, False) and flags[m] for d, m in minutes)


class World:
    def __init__(self, zone):
        self.zone = ZoneInfo(zone)
        self.minutes = []
        d = FIRST
        self.begin = self.first_minute(d)
        while d < LAST:
            self.add_day(d)
            d += timedelta(1)
        self.midnight = bytearray(len(self.minutes))
        for n in range(1, len(self.minutes)):
            self.midnight[n] = self.minutes[n][0] != self.minutes[n - 1][0]
        self.calendars = {c: Calendar(c, self.minutes) for c in CALENDARS}

    def first_minute(self, d):
        midnight = datetime(d.year, d.month, d.day, tzinfo=self.zone)
        return int(midnight.timestamp()) // 60

    def add_day(self, d):
        first, last = self.first_minute(d), self.first_minute(d + timedelta(1))
        if last - first == 1440:
            self.minutes += [(d, m) for m in range(1440)]
            return
        for n in range(first, last):
            local = datetime.fromtimestamp(n * 60, self.zone)
            self.minutes.append((d, local.hour * 60 + local.minute))

    def text(self, minute, second=0):
        seconds = (self.begin + minute) * 60 + second
        return datetime.fromtimestamp(seconds, self.zone).isoformat()

    def begin_of(self, cal, unit, minute):
        """When what begins in that minute begins for whole days."""
        d, m = self.minutes[minute]
        if unit == "cd" or cal.after == "same-day":
            return minute
        if cal.days[d] and m < cal.end:
            return minute
        while not self.midnight[minute]:
            minute += 1
        while not cal.work[minute]:
            minute += 1
        return minute


def edges_of(pauses):
    """In which minutes a pause begins (True) or ends; none touch."""
    return {n: begins for s in pauses for n, begins in zip(s, (True, False))}


def walk_seconds(w, cal, unit, amount, start, end, pauses):
    """wh, wm, h, m: due minute and used minutes."""
    left = amount * 60 if unit in ("wh", "h") else amount
    edges, work, wall = edges_of(pauses), cal.work, unit in ("h", "m")
    due, used, n, paused = None, 0, start, False
    while due is None or n < end:
        if n in edges:
            paused = edges[n]
        if not paused and (wall or work[n]):
            left -= 1
            if n < end:
                used += 1
            if left == 0:
                due = n + 1
        n += 1
    return due, used, None


def asleep_of(w, cal, unit, pauses):
    """Pauses that end after hours last until the next worked day."""
    spans = []
    for a, b in pauses:
        b = w.begin_of(cal, unit, b)
        if spans and a <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(b, spans[-1][1]))
        else:
            spans.append((a, b))
    return {n: begins for s in spans for n, begins in zip(s, (True, False))}


def walk_days(w, cal, unit, amount, start, end, pauses):
    """wd, cd: the minute behind the due day, used minutes and days."""
    zero = w.minutes[w.begin_of(cal, unit, start)][0]
    holds, sleeps = edges_of(pauses), asleep_of(w, cal, unit, pauses)
    held, paused, count, used, days = False, False, 0, 0, 0
    last = zero if amount == 0 else None    # the day that makes it full
    midnight, work, wall = w.midnight, cal.work, unit == "cd"
    due, n = None, start
    while due is None or n < end:
        if midnight[n] and n > start:
            d, before = w.minutes[n][0], w.minutes[n - 1][0]
            if due is None and last is not None and before >= last:
                if not paused:
                    due = n
            if not paused and d > zero and (wall or cal.days[d]):
                count += 1
                if n < end:
                    days = count
                if count == amount and last is None:
                    last = d
        if n in sleeps:
            paused = sleeps[n]
            if not paused:
                d = w.minutes[n][0]
                zero = max(zero, d)
                if last is not None and due is None and d > last:
                    last = d    # it was full before: it ends with this day
        if n in holds:
            held = holds[n]
        if n < end and not held and (wall or work[n]):
            used += 1
        n += 1
    return due, used, days


def make_case(rng, w, as_of):
    unit = rng.choice(list(UNITS))
    name = rng.choice(list(CALENDARS))
    amount = rng.randint(0 if unit in ("wd", "cd") else 1, UNITS[unit])
    closed = rng.random() < 0.8
    if closed:
        start = rng.randrange(0, as_of - 30 * 1440)
        end = start + rng.randrange(1, 25 * 1440)
    else:
        start = as_of - rng.randrange(1, 20 * 1440)
        end = as_of
    # Often at the hours' ends and at midnight, where mistakes are made.
    if rng.random() < 0.3:
        start -= w.minutes[start][1] - rng.choice([0, 510, 720, 810, 1050])
        start = max(0, min(start, end - 1))
    pauses, t = [], start
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        t += rng.randrange(1, 4 * 1440)
        if rng.random() < 0.2:
            t -= w.minutes[t][1]
        a = max(t, start)
        b = a + rng.randrange(1, 4 * 1440)
        if rng.random() < 0.2:
            b = max(a + 1, b - w.minutes[b][1])
        if b >= end or (pauses and a <= pauses[-1][1]):
            if not closed and a < end and (not pauses or a > pauses[-1][1]):
                pauses.append((a, end))     # it is held still
            break
        pauses.append((a, b))
        t = b
    return unit, name, amount, start, end, pauses, closed


def write_config(out, zone, types):
    print(f"language: en\nzone: {zone}\nhall: {{id: H01}}\ncalendars:",
          file=out)
    for name, (rest, has, hours, after) in CALENDARS.items():
        days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        rests = ", ".join(days[d] for d in sorted(rest)) or "none"
        print(f"  {name}:\n    weekly_rest: [{rests}]\n"
              f"    after_hours: {after}", file=out)
        if hours:
            text = ", ".join('"%02d:%02d-%02d:%02d"' % (
                a // 60, a % 60, b // 60, b % 60) for a, b in hours)
            print(f"    hours: [{text}]", file=out)
        if not has:
            continue
        print("    years:", file=out)
        for year in (2025, 2026):
            spans = ["%s..%s" % (f, date.fromisoformat(f) + timedelta(n - 1))
                     for f, n in HOLIDAYS[year]]
            print(f"      {year}:\n        holidays: {{x: [{', '.join(spans)}]}}"
                  f"\n        workdays: [{', '.join(WORKDAYS[year])}]", file=out)
    print("cases:", file=out)
    for t, (name, limit) in types.items():
        print(f"  {t}: {{calendar: {name}, total: {limit}}}", file=out)


def facts_of(w, case, number, kind):
    unit, name, amount, start, end, pauses, closed = case
    ident = "M%07d" % number
    rows = [(start, "open", kind), (start, "accept", "")]
    for a, b in pauses:
        rows.append((a, "hold", ""))
        if b < end:
            rows.append((b, "resume", ""))
    if closed:
        rows.append((end, "finish", ""))
    return ident, [f"case,{ident},{w.text(t)},H01,S01,{event},{ty}"
                   for t, event, ty in rows]


def used_text(unit, used, days):
    if unit in ("wd", "cd"):
        return f"{days}{unit}"
    working = "w" if unit in ("wh", "wm") else ""
    text = f"{used // 60}{working}h" if used >= 60 else ""
    text += f"{used % 60}{working}m" if used % 60 else ""
    return text or "0s"


def main():
    count, seed, zone, where = int(sys.argv[1]), *sys.argv[2:5]
    rng = random.Random(seed)
    w = World(zone)
    as_of = next(n for n in range(len(w.minutes) - 1, 0, -1)
                 if w.minutes[n] == (date(2026, 10, 20), 720))
    types, facts, want = {}, [], []
    for number in range(count):
        case = make_case(rng, w, as_of)
        unit, name, amount, start, end, pauses, closed = case
        cal = w.calendars[name]
        walk = walk_days if unit in ("wd", "cd") else walk_seconds
        due, used, days = walk(w, cal, unit, amount, start, end, pauses)
        kind = f"{name}-{amount}{unit}"
        types[kind] = (name, f"{amount}{unit}")
        ident, rows = facts_of(w, case, number, kind)
        facts += rows
        in_days = unit in ("wd", "cd")
        # The last second of a day, or the very moment.
        late = (end - due) * 60
        if in_days and late == 0:
            late = 1
        late = max(0, late)
        why = ""
        if late:
            limit = "same-day" if (unit, amount) == ("wd", 0) \
                else f"{amount}{unit}"
            why = '"late:limit=%s,used=%s"' % (
                limit, used_text(unit, used, days))
        if not closed and pauses and pauses[-1][1] == end:
            since = w.text(pauses[-1][0]).replace(":", "%3A")
            held = "held:since=" + since
            why = why[:-1] + " " + held + '"' if why else held
        want.append(",".join([ident, w.text(due, -1 if in_days else 0),
                              str(used * 60), str(late), why]))
    with open(f"{where}/hall.yaml", "w", encoding="utf-8") as out:
        write_config(out, zone, types)
    with open(f"{where}/in.csv", "w", encoding="utf-8") as out:
        print("#case,id,time,hall,staff,event,type", *facts, sep="\n",
              file=out)
    with open(f"{where}/want", "w", encoding="utf-8") as out:
        print(*want, sep="\n", file=out)
    print(w.text(as_of))


main()
