import { toast } from "@/components/ui/toast";

/** Puts text on the clipboard and says so; a page without https may not, and then says what to do. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success(done);
  } catch {
    toast.error("The browser does not let this page copy. Select the text and copy it yourself.");
  }
}
