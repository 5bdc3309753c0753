import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap select-none transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0 print:hidden",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-ink border border-accent hover:bg-accent/90",
        secondary: "border border-line bg-panel text-ink hover:bg-soft",
        ghost: "text-ink hover:bg-soft",
        danger: "border border-danger bg-danger text-white hover:bg-danger/90 dark:text-[#2a0d0a]",
        link: "h-auto! px-0! text-ink underline decoration-line-strong underline-offset-2 hover:decoration-ink",
      },
      size: {
        sm: "h-7 px-2.5 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-9 px-4 text-base",
        icon: "size-8 text-sm [&_svg]:size-4",
        "icon-sm": "size-7 text-xs",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Render the only child (a link, say) with the button's look. */
  asChild?: boolean;
  /** Shows a spinner and refuses clicks, keeping the label and width. */
  loading?: boolean;
}

export function Button({ className, variant, size, asChild = false, loading = false, disabled, children, type, ...props }: ButtonProps) {
  if (asChild) {
    return <Slot.Root className={cn(buttonVariants({ variant, size }), className)} {...props}>{children}</Slot.Root>;
  }
  return (
    <button type={type ?? "button"} className={cn(buttonVariants({ variant, size }), className)} disabled={disabled || loading} aria-busy={loading || undefined} {...props}>
      {loading ? <LoaderCircle className="animate-spin" aria-hidden /> : null}
      {children}
    </button>
  );
}
