/** Names the demo's random branches: another text makes another year of the same business. */
export const DEMO_SEED = "halden-1";
