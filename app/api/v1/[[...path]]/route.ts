import { createApi } from "@/lib/api/app";

// The server answers these paths itself; here they live for hosts that run Next alone.
const api = createApi();
const handle = (request: Request) => api.fetch(request);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
export const dynamic = "force-dynamic";
