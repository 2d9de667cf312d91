/** What ChartMarks says of a drawn chart; made where the chart is drawn, on the server too. */
export interface ChartMark {
  key: string;
  /** The strip of the plot it stands for, 0..1. */
  from: number;
  to: number;
  text: string;
}

/** Strips of one width, one a text. */
export function evenMarks(texts: readonly string[], keys: readonly string[] = texts): ChartMark[] {
  return texts.map((text, index) => ({
    key: keys[index] ?? text,
    from: index / texts.length,
    to: (index + 1) / texts.length,
    text,
  }));
}
