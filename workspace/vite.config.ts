import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

const BACK_END = process.env.SHOPKEEPER_PUBLIC_URL ?? "http://127.0.0.1:8000"

export default defineConfig(({ mode }) => ({
  plugins: [react()],
  build: {
    outDir: mode === "fixture" ? "dist" : "../shopkeeper/assets/workspace",
    emptyOutDir: true,
    target: "es2023",
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: { fs: { allow: [".", "../shopkeeper/conversations/tests"] }, proxy: { "/api": { target: BACK_END, ws: true } } },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
}))
