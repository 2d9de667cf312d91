// The thread of one training run. Threads do not inherit the loader of TypeScript: it is registered here.
import { register } from "tsx/esm/api";

register();
const { serveTraining } = await import("./serve-training.ts");
serveTraining();
