/** The part of the native engine's command line that the Prisma CLI uses. */
export function parseArguments(words) {
  const options = { wantsVersion: false, datamodels: [], datasource: {}, command: null };
  const rest = [...words];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === "--version" || word === "-V") options.wantsVersion = true;
    else if (word === "--datamodels") options.datamodels.push(rest.shift());
    else if (word === "--datasource") options.datasource = JSON.parse(rest.shift());
    else if (word === "--enabled-preview-features" || word === "--extension-types") rest.shift();
    else if (word === "cli") options.command = rest.shift();
  }
  return options;
}
