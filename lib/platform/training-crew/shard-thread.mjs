// One thread of a training crew. Threads do not inherit the loader of TypeScript: it is registered here.
import { register } from "tsx/esm/api";

register();
const { serveShard } = await import("./serve-shard.ts");
serveShard();
