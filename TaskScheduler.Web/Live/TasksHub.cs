using Microsoft.AspNetCore.SignalR;

namespace TaskScheduler.Web.Live;

/// <summary>
/// Sends what changes to other programs, as long as they are connected: <c>taskChanged</c> and <c>runChanged</c> with
/// the same JSON as REST, <c>taskDeleted</c> with the id, and <c>reload</c> when what is shown has to be read again:
/// on connecting, and when more changed than is told one by one. It offers nothing to call.
/// </summary>
public sealed class TasksHub(Listeners listeners) : Hub
{
    public const string Path = "/hubs/tasks";

    public override Task OnConnectedAsync()
    {
        listeners.Add(Context.ConnectionId, Clients.Caller, Context.Abort);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        listeners.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
