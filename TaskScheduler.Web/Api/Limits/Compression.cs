using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;

namespace TaskScheduler.Web.Api.Limits;

/// <summary>Compresses JSON and assets, as far as the asker takes it.</summary>
public static class Compression
{
    // No pages: they may hold a secret (the token of a form) beside what the address says, and a length then betrays it (BREACH).
    private static readonly string[] compressed =
        [MediaTypeNames.Application.Json, MediaTypeNames.Application.ProblemJson, MediaTypeNames.Text.Css, MediaTypeNames.Text.JavaScript, MediaTypeNames.Text.Plain, "image/svg+xml"];

    public static IServiceCollection AddCompression(this IServiceCollection services) => services.AddResponseCompression(options =>
    {
        options.EnableForHttps = true;
        options.Providers.Add<BrotliCompressionProvider>();
        options.Providers.Add<GzipCompressionProvider>();
        options.MimeTypes = compressed;
    });
}
