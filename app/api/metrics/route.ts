import { createApi } from "@/lib/api/app";

const api = createApi();

export const GET = (request: Request) => api.fetch(request);
export const dynamic = "force-dynamic";
