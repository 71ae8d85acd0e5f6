using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>Runs a program; it succeeds when that ends with an expected exit code. Whatever the program started ends with it.</summary>
public sealed class CommandTaskType(IOptions<CommandOptions> options, TimeProvider time) : ITaskType
{
    // errno of execve(2): the arguments and the environment are longer than the system allows.
    private const int TooLong = 7;

    private static readonly TimeSpan patienceWithSilence = TimeSpan.FromSeconds(1);

    private readonly CommandOptions options = options.Value;

    public TaskTypeDescription Description { get; } = CommandPayload.Description with
    {
        Unavailable = options.Value.Enabled ? null : $"Tasks that run commands are switched off on this server. Whoever runs it can allow them with the setting {CommandOptions.Section}:Enabled.",
    };

    public async Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken)
    {
        if (Description.Unavailable is { } why)
            return Performance.Failed(why) with { IsFinal = true };
        var payload = CommandPayload.Read(run.Payload);
        var start = CommandStart.Of(payload, run, options);
        if (start.Info is null)
            return Performance.Failed(start.Fault!) with { IsFinal = true };

        using var process = new Process { StartInfo = start.Info };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            return Performance.Failed($"The program {payload.Program} could not be started: {new Win32Exception(error.NativeErrorCode).Message.TrimEnd('.')}.") with { IsFinal = error.NativeErrorCode == TooLong };
        }

        return payload.Judge(await FollowAsync(process, payload.Input.Length > 0 ? payload.Input : run.Input ?? "", run, cancellationToken));
    }

    /// <summary>Returns the exit code once nothing is left of what was started.</summary>
    private async Task<int> FollowAsync(Process process, string input, RunContext run, CancellationToken cancellationToken)
    {
        using var pump = new OutputPump(run.Output);
        using var cut = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.WhenAll(ReadAsync(pump, process.StandardOutput.BaseStream, stop, cut.Token), ReadAsync(pump, process.StandardError.BaseStream, stop, cut.Token));
        var feeding = FeedAsync(process, input, cut.Token);
        var endedByItself = await EndsByItselfAsync(process, stop.Token);
        var ended = await new ProcessTree(run.RunId, time).EndAsync(process);
        var silenced = await IsCutAsync(reading, pump, cut);
        await feeding;
        if (!endedByItself)
        {
            await pump.WriteLineAsync("It was stopped before its end.", CancellationToken.None);
            stop.Token.ThrowIfCancellationRequested();
        }

        if (ended > 0)
            await pump.WriteLineAsync($"It left {(ended == 1 ? "1 process" : $"{ended} processes")} in the background, ended with it.", CancellationToken.None);
        if (silenced)
            await pump.WriteLineAsync("A process that it left in the background holds its output and could not be found; what that writes is not kept.", CancellationToken.None);
        await pump.WriteLineAsync($"Exit code {process.ExitCode}.", CancellationToken.None);
        return process.ExitCode;
    }

    private static async Task<bool> EndsByItselfAsync(Process process, CancellationToken stop)
    {
        try
        {
            await process.WaitForExitAsync(stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // A program whose output nobody takes any more would wait for ever.
    private static async Task ReadAsync(OutputPump pump, Stream stream, CancellationTokenSource stop, CancellationToken cut)
    {
        try
        {
            await pump.ReadAsync(stream, cut);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await stop.CancelAsync();
            throw;
        }
    }

    /// <summary>Waits for the rest of the output. True when it is given up because somebody unknown holds it and says nothing.</summary>
    private async Task<bool> IsCutAsync(Task reading, OutputPump pump, CancellationTokenSource cut)
    {
        try
        {
            while (true)
            {
                var before = pump.Moved;
                try
                {
                    await reading.WaitAsync(patienceWithSilence, time);
                    return false;
                }
                catch (TimeoutException) when (pump.Moved != before || pump.IsWriting)
                {
                    // It goes on, or the disk is what is slow.
                }
                catch (TimeoutException)
                {
                    await cut.CancelAsync();
                    await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, System.Threading.Tasks.TaskScheduler.Default);
                    return true;
                }
            }
        }
        finally
        {
            // Nobody is left to read the input either.
            await cut.CancelAsync();
        }
    }

    private static async Task FeedAsync(Process process, string input, CancellationToken cut)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cut);
            process.StandardInput.Close();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // A program need not read what it is given.
        }
    }
}
