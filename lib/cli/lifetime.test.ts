import { describe, expect, it } from "vitest";
import { Lifetime } from "./lifetime";

describe("a process's lifetime", () => {
  it("ends its parts in the opposite order, once", async () => {
    const life = new Lifetime();
    const ended: string[] = [];
    for (const name of ["database", "server", "jobs"]) {
      await life.begin(
        async () => name,
        async (part) => ended.push(part),
      );
    }
    await Promise.all([life.end(), life.end()]);
    expect(ended).toEqual(["jobs", "server", "database"]);
  });

  it("waits for the part that is just beginning, and ends that too", async () => {
    const life = new Lifetime();
    const ended: string[] = [];
    let finish = (_part: string) => {};
    const begun = life.begin(
      () =>
        new Promise<string>((resolve) => {
          finish = resolve;
        }),
      async (part) => ended.push(part),
    );
    const refused = expect(begun).rejects.toThrow("stopping");
    const ending = life.end();
    finish("database");
    await ending;
    await refused;
    expect(ended).toEqual(["database"]);
  });

  it("does not wait for work that leaves nothing to end, and goes no further after it", async () => {
    const life = new Lifetime();
    let finish = () => {};
    const passing = life.pass(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    const refused = expect(passing).rejects.toThrow("stopping");
    await life.end();
    finish();
    await refused;
  });

  it("begins nothing any more once it is ending", async () => {
    const life = new Lifetime();
    await life.end();
    await expect(life.begin(async () => "late")).rejects.toThrow("stopping");
  });

  it("goes on to the next part when one fails to end", async () => {
    const life = new Lifetime();
    const ended: string[] = [];
    await life.begin(
      async () => "database",
      async (part) => ended.push(part),
    );
    await life.begin(
      async () => "server",
      () => Promise.reject(new Error("stuck")),
    );
    await life.end();
    expect(ended).toEqual(["database"]);
  });
});
