using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access;

namespace TaskScheduler.Web.Live;

/// <summary>
/// Sends what changes to other programs, as long as they are connected: <c>taskChanged</c> and <c>runChanged</c> with
/// the same JSON as REST, <c>taskDeleted</c> with the id, and <c>reload</c> when what is shown has to be read again:
/// on connecting, and when more changed than is told one by one. A client that only listens is told everything; one that
/// calls <see cref="Watch"/> is told of some tasks and their runs. A client with stateful reconnect whose line is cut gets
/// what it missed, and its choice holds; every other one comes back as a new client, with a reload, and chooses again.
/// </summary>
public sealed class TasksHub(Listeners listeners, AccountDirectory directory) : Hub
{
    public const string Path = "/hubs/tasks";

    private const string Watching = "watching";

    public override Task OnConnectedAsync()
    {
        listeners.Add(Context.ConnectionId, Clients.Caller, Context.Abort);

        // A token that is revoked, or a session that is ended, is told nothing more.
        var (user, abort) = (Context.User!, (Action)Context.Abort);
        Context.Items[Watching] = directory.Listen(() =>
        {
            if (!Visitor.ActorOf(user, directory).May(Rights.Read))
                abort();
        });
        return Task.CompletedTask;
    }

    /// <summary>
    /// Takes <c>{"tasks": [ids], "tags": [tags]}</c> in place of what was chosen before. What changes after the answer is told,
    /// also that a task was deleted or has lost a watched tag.
    /// </summary>
    /// <exception cref="HubException">What was sent can't be watched; the message says why.</exception>
    public void Watch(JsonElement what) => listeners.Tell(
        Context.ConnectionId,
        Interest.Read(what, out var faults) ?? throw new HubException(string.Join(' ', faults.Select(fault => fault.Message).Distinct())));

    /// <summary>Tells everything again, as from the beginning.</summary>
    public void WatchAll() => listeners.Tell(Context.ConnectionId, Interest.Everything);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        listeners.Remove(Context.ConnectionId);
        (Context.Items[Watching] as IDisposable)?.Dispose();
        return Task.CompletedTask;
    }
}
