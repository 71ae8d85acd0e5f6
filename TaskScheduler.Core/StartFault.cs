namespace TaskScheduler.Core;

/// <summary>Something that keeps the program from starting, said in one sentence to the person who starts it.</summary>
public sealed class StartFault(string message, Exception? inner = null) : Exception(message, inner);
