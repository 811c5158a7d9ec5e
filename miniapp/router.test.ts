import { describe, expect, test } from "vitest";
import type { Place } from "./router.ts";
import { firstPlace, formatPlace, parsePlace } from "./router.ts";

describe("paths", () => {
  const places: readonly Place[] = [
    { screen: "home" },
    { screen: "notes" },
    { screen: "write" },
    { screen: "unlock" },
    { screen: "settings" },
    { screen: "limits" },
    { screen: "record", sequence: 12, index: 3, item: 1 },
  ];
  test.each(places)("lead to $screen and back", (place) => {
    expect(parsePlace(formatPlace(place))).toEqual(place);
  });

  test("that nobody knows lead home", () => {
    for (const path of [
      "",
      "/",
      "/x",
      "/records",
      "/records/0/0",
      "/records/1/-1",
      "/notes/1",
      "//",
    ]) {
      expect(parsePlace(path)).toEqual({ screen: "home" });
    }
    expect(parsePlace("/notes/")).toEqual({ screen: "notes" });
    expect(parsePlace("/records/5/0")).toEqual({
      screen: "record",
      sequence: 5,
      index: 0,
      item: 0,
    });
  });
});

describe("the first place", () => {
  test("is the path, unless the query or the start parameter names one", () => {
    expect(firstPlace("/app/notes", "", null)).toEqual({ screen: "notes" });
    expect(firstPlace("/app/", "?route=/notes/new", "settings")).toEqual({ screen: "write" });
    expect(firstPlace("/app/", "?route=settings", null)).toEqual({ screen: "settings" });
    expect(firstPlace("/app/", "", "records_7_0_0")).toMatchObject({
      screen: "record",
      sequence: 7,
    });
    expect(firstPlace("/app/", "", "whatever")).toEqual({ screen: "home" });
    expect(firstPlace("/app/", "?route=https://evil.example/", null)).toEqual({ screen: "home" });
  });
});
