using System.Text;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.TaskTypes.Command;

/// <summary>Keeps what an attempt puts out, and says when something was heard.</summary>
internal sealed class HeardOutput : IRunOutput
{
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Text
    {
        get
        {
            lock (gate)
                return text.ToString();
        }
    }

    /// <summary>Waits until it is in the text this many times.</summary>
    public async Task UntilAsync(string part, int times = 1)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (text.ToString().Split(part).Length > times)
                    return;
                next = more.Task;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public ValueTask WriteAsync(string text, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            this.text.Append(text);
            more.SetResult();
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return default;
    }
}
