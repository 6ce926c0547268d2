"""The closed-class words of German: what tells the language, opens sentences and fills running text."""

from summarizer.language.page import words

FUNCTION_WORDS = words("""
    aber alle allem allen aller allerdings alles als also am an andere anderen anders angesichts ans auch auf aufgrund
    aus außer außerdem bald bei beide beiden beim bereits bis bisher bislang bzw da dabei dadurch dafür dagegen daher
    dahinter damals damit danach daneben dann daran darauf daraufhin daraus darin darüber darum darunter das dass daß
    davon davor dazu dem demnach den denen denn dennoch der deren derzeit des deshalb dessen deswegen die dies diese
    diesem diesen dieser dieses doch dort durch ebenfalls ebenso eher eigentlich ein eine einem einen einer eines
    einige einigen einiger einst entgegen er erst erstmals es etwa etwas falls fast für gegen gegenüber gemäß gerade
    gibt hat hatte hatten hätte hätten haben hier hingegen hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im
    immer in indem indes insbesondere insgesamt inzwischen ins ist ja je jede jedem jeden jeder jedes jedoch jene
    jenen jener jetzt kann kaum kein keine keinem keinen keiner können könnte könnten künftig lange laut man manche
    mehr mehrere mein meine mindestens mit mithilfe mittlerweile möglicherweise muss müssen musste nach nachdem
    nachdem neben nicht nichts nie noch nun nur ob obwohl oder ohne rund schließlich schon sehr sei seien sein seine
    seinem seinen seiner seines seit seitdem selbst sich sie sind so sobald sodass sofern sogar solche soll sollen
    sollte sollten somit sondern sonst soweit sowie sowohl statt trotz trotzdem über überdies um und uns unser unsere
    unter viele vielen vielmehr vom von vor während war wäre waren warum was wegen weil weitere weiteren weiterhin
    welche welcher wenige weniger wenn wer werde werden weshalb wie wieder wieso will wir wird wo wobei wodurch wohl
    wollen wollte womit worden wurde wurden zu zudem zufolge zuletzt zum zumal zunächst zur zuvor zwar zwischen
    """)
