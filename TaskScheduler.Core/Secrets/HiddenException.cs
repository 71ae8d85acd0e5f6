namespace TaskScheduler.Core.Secrets;

/// <summary>Stands for an exception whose own words name a secret, which must not reach a log or a page.</summary>
internal sealed class HiddenException(string message, string whole) : Exception(message)
{
    public override string ToString() => whole;
}
