import { createApi } from "@/lib/api/app";

const api = createApi();
const handle = (request: Request) => api.fetch(request);

export { handle as GET, handle as POST };
export const dynamic = "force-dynamic";
