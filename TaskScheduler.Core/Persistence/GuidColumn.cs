using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TaskScheduler.Core.Persistence;

/// <summary>Stores a Guid as its 16 bytes in the order in which it is written, so that version 7 ids sort by their time.</summary>
public sealed class GuidColumn() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true))
{
    public static Guid Read(DbDataReader reader, int column) => new((byte[])reader[column], true);
}
