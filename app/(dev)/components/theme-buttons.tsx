"use client";
import { themeOptions, useThemePreference } from "@/components/shell/theme-choice";
import { SegmentedControl } from "@/components/ui/radio-group";

export function ThemeButtons() {
  const [theme, setTheme] = useThemePreference();
  return (
    <SegmentedControl
      label="Theme"
      options={themeOptions}
      value={theme}
      onValueChange={setTheme}
      className="max-md:hidden"
    />
  );
}
