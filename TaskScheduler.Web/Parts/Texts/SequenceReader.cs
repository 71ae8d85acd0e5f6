using System.Text;

namespace TaskScheduler.Web.Parts.Texts;

/// <summary>
/// Takes escape sequences (ECMA-48) out of a text, one unit at a time. One that never ends is given up at the end of its line
/// or after a while, so that it can't hide what follows.
/// </summary>
public sealed class SequenceReader
{
    private const char Escape = '\e';
    private const char Bell = '\a';
    private const int Longest = 4_096;

    private readonly StringBuilder parameters = new();
    private Place place;
    private int length;

    private enum Place
    {
        Outside,
        AfterEscape,
        InControl,
        InString,
        InDesignation,
    }

    /// <summary>The parameters of the control sequence that has just ended.</summary>
    public string Parameters => parameters.ToString();

    /// <summary>True when the unit belongs to a sequence and is not shown.</summary>
    /// <param name="ended">The letter that ends a control sequence here, else NUL.</param>
    public bool Takes(char unit, out char ended)
    {
        ended = '\0';
        if (unit == Escape)
            return Begin();
        if (place == Place.Outside)
            return false;
        if (unit == '\n' || ++length > Longest)
            return End(taken: false);
        switch (place)
        {
            case Place.AfterEscape:
                return TakeKind(unit);
            case Place.InControl when unit is >= ' ' and <= '?':
                parameters.Append(unit);
                return true;
            case Place.InControl:
                ended = unit is >= '@' and <= '~' ? unit : '\0';
                return End(taken: ended != '\0');
            case Place.InString:
                return unit != Bell || End(taken: true);
            default:
                return End(taken: true);
        }
    }

    private bool Begin()
    {
        place = Place.AfterEscape;
        length = 0;
        parameters.Clear();
        return true;
    }

    private bool TakeKind(char unit)
    {
        place = unit switch
        {
            '[' => Place.InControl,
            ']' or 'P' or 'X' or '^' or '_' => Place.InString,
            >= ' ' and <= '/' => Place.InDesignation,
            _ => Place.Outside,
        };
        return true;
    }

    private bool End(bool taken)
    {
        place = Place.Outside;
        return taken;
    }
}
