using System.ComponentModel;
using System.Globalization;
using System.Net.Mime;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Outputs;

/// <summary>Which output is asked for, as written in the URL.</summary>
public sealed record OutputQuery
{
    [Description("Of this attempt, from 1; of the latest unless said.")]
    public string? Attempt { get; init; }

    [Description("From this byte on. To read on later, send what TaskScheduler-Output-Bytes said.")]
    public string? From { get; init; }

    [Description("true, to have it saved as a file.")]
    public string? Download { get; init; }
}

/// <summary>What runs put out, over REST: as text, passed on part by part.</summary>
public static class OutputsApi
{
    /// <summary>Header with how many bytes were put out so far, also those that are not kept.</summary>
    public const string TotalHeader = "TaskScheduler-Output-Bytes";

    /// <summary>Header with how many of them were cut from the middle.</summary>
    public const string CutHeader = "TaskScheduler-Output-Cut-Bytes";

    private const int LargestCharacter = 4;

    /// <summary>Header with the number of the attempt.</summary>
    public const string AttemptHeader = "TaskScheduler-Output-Attempt";

    public static void MapOutputs(this RouteGroupBuilder api) => api.MapGet("/runs/{id:guid}/output", GetAsync).WithTags("Runs").WithName("getRunOutput")
        .WithSummary("Read the output of a run")
        .WithDescription("All that is kept of what an attempt has put out, also while it goes on. Where its middle was cut, a line says how much is missing.")
        .Produces<string>(200, MediaTypeNames.Text.Plain).Refuses(400, 404)
        .Answers(TotalHeader, "How many bytes were put out so far, also those that are not kept: the place to read on from.")
        .Answers(CutHeader, "How many of them were cut from the middle.")
        .Answers(AttemptHeader, "Of which attempt it is.");

    private static async Task<IResult> GetAsync(Guid id, [AsParameters] OutputQuery asked, HttpContext http, RunStore runs, OutputStore outputs)
    {
        var stop = http.RequestAborted;
        if ((await runs.FindManyAsync([id], stop)) is not [var run])
            return Problems.NotFound($"There is no run {id}.");
        var faults = new List<Fault>();
        var attempt = Number("attempt", asked.Attempt, run.LatestAttempt, run.LatestAttempt, faults);
        var from = Number("from", asked.From, 0, long.MaxValue, faults);
        var download = Flag("download", asked.Download, faults);
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var extent = await outputs.ExtentAsync(id, (int)attempt, stop);
        var headers = http.Response.Headers;
        headers[TotalHeader] = extent.TotalBytes.ToString(CultureInfo.InvariantCulture);
        headers[CutHeader] = extent.CutBytes.ToString(CultureInfo.InvariantCulture);
        headers[AttemptHeader] = attempt.ToString(CultureInfo.InvariantCulture);
        if (download)
            headers.ContentDisposition = $"attachment; filename=run-{id}-attempt-{attempt}.txt";
        return TypedResults.Stream(
            body => WriteAsync(body, outputs.StreamAsync(id, (int)attempt, from, stop), from, extent.TotalBytes), $"{MediaTypeNames.Text.Plain}; charset=utf-8");
    }

    /// <summary>Up to where the headers say, so that nobody gets what comes meanwhile twice.</summary>
    private static async Task WriteAsync(Stream body, IAsyncEnumerable<OutputPiece> pieces, long from, long until)
    {
        await using var writer = new StreamWriter(body, leaveOpen: true);
        var at = from;
        await foreach (var piece in pieces)
        {
            if (piece.StartByte >= until)
                return;
            // Up to three bytes are skipped where the asker begins inside of a character.
            if (piece.StartByte > at + (at == from ? LargestCharacter - 1 : 0))
                await writer.WriteAsync(OutputStore.CutMark(piece.StartByte - at));
            await writer.WriteAsync(piece.Until(until));
            await writer.FlushAsync();
            at = piece.EndByte;
        }
    }

    private static long Number(string name, string? value, long absent, long most, List<Fault> faults)
    {
        var least = name == "from" ? 0 : 1;
        if (QueryReader.Text(value) is not { } text)
            return absent;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        faults.Add(new(name, most == long.MaxValue ? $"'{text}' is not allowed here: a number of bytes, from 0." : $"'{text}' is not an attempt that has begun: this run has 1 to {most}."));
        return absent;
    }

    private static bool Flag(string name, string? value, List<Fault> faults)
    {
        if (QueryReader.Text(value) is not { } text)
            return false;
        if (bool.TryParse(text, out var flag))
            return flag;
        faults.Add(new(name, $"'{text}' is not allowed here: true or false."));
        return false;
    }
}
