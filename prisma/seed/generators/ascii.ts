const LETTERS: Readonly<Record<string, string>> = {
  æ: "ae",
  ð: "d",
  ł: "l",
  ø: "o",
  ß: "ss",
  þ: "th",
};

/** A name as it stands in a mail address: "Søren Østergaard" becomes "sorenostergaard". */
export const asciiOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[æðłøßþ]/g, (letter) => LETTERS[letter]!)
    .normalize("NFKD")
    .replace(/[^a-z]/g, "");
