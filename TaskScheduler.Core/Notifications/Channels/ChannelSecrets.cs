namespace TaskScheduler.Core.Notifications.Channels;

/// <summary>Under which names the secrets of a channel are encrypted; none of them is a name that a task could use.</summary>
internal static class ChannelSecrets
{
    public static string AddressOf(Guid id) => $"channel:{id:N}:address";

    public static string SigningOf(Guid id) => $"channel:{id:N}:signing";
}
