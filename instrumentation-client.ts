import { z } from "zod";

// zod would compile its schemas with `new Function`, which the content security policy refuses, loudly.
z.config({ jitless: true });
