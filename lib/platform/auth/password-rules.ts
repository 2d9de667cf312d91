export const PASSWORD_MIN = 10;
/** Longer texts would only make us hash them. */
export const PASSWORD_MAX = 200;

/** Those of at least ten characters that lead every published list of leaked passwords; compared without case. */
const COMMON = new Set([
  "1234567890",
  "12345678910",
  "0123456789",
  "9876543210",
  "0987654321",
  "123456789a",
  "a123456789",
  "123123123123",
  "1q2w3e4r5t",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "qwertyuiop",
  "qwerty12345",
  "qwerty123456",
  "qwertyuiop123",
  "asdfghjkl1",
  "asdfghjkl123",
  "zaq12wsxcde",
  "password12",
  "password123",
  "password1234",
  "password12345",
  "password123!",
  "passw0rd123",
  "passwordpassword",
  "letmein123",
  "letmein1234",
  "letmeinplease",
  "iloveyou12",
  "iloveyou123",
  "iloveyou1234",
  "welcome123",
  "welcome1234",
  "welcome12345",
  "changeme123",
  "administrator",
  "admin12345",
  "admin123456",
  "football123",
  "baseball123",
  "sunshine123",
  "princess123",
  "superman123",
  "basketball",
  "trustno1234",
  "unknown123",
  "jennifer123",
  "abcdefghij",
  "abcdefghijk",
  "abcd123456",
  "abc1234567",
  "1234abcd5678",
  "correcthorsebatterystaple",
  "firstcall1",
  "firstcall12",
  "firstcall123",
  "firstcallfirstcall",
]);

/**
 * What is wrong with a new password, in words that say what would be right; null when nothing is. Length is what
 * protects; no rule about kinds of characters (NIST SP 800-63B, 3.1.1.2).
 */
export function passwordProblem(password: string, about: { email: string; name?: string }): string | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) {
    const missing = PASSWORD_MIN - length;
    return `Use at least ${PASSWORD_MIN} characters; ${missing} more ${missing === 1 ? "is" : "are"} missing.`;
  }
  if (length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  const plain = fold(password);
  const own = [about.email, about.email.split("@")[0] ?? "", about.name ?? ""].map(fold).filter(Boolean);
  if (own.includes(plain)) return "Choose something other than your name or e-mail.";
  if (COMMON.has(plain) || new Set(plain).size < 4)
    return "This password is among the first that get tried. Choose another.";
  return null;
}

const fold = (text: string) => text.normalize("NFKC").trim().toLowerCase();
